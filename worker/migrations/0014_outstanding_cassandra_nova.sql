PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_missed_call` (
	`call_sid` text NOT NULL,
	`workspace_id` text NOT NULL,
	`from_number` text,
	`to_number` text,
	`error_code` integer,
	`missed_at` integer NOT NULL,
	`recording_sid` text,
	`recording_seconds` integer,
	`recording_key` text,
	`recording_kept_at` integer,
	PRIMARY KEY(`workspace_id`, `call_sid`)
);
--> statement-breakpoint
INSERT INTO `__new_missed_call`("call_sid", "workspace_id", "from_number", "to_number", "error_code", "missed_at", "recording_sid", "recording_seconds", "recording_key", "recording_kept_at") SELECT "call_sid", "workspace_id", "from_number", "to_number", "error_code", "missed_at", "recording_sid", "recording_seconds", "recording_key", "recording_kept_at" FROM `missed_call`;--> statement-breakpoint
DROP TABLE `missed_call`;--> statement-breakpoint
ALTER TABLE `__new_missed_call` RENAME TO `missed_call`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `missed_call_of_workspace` ON `missed_call` (`workspace_id`,`missed_at`);