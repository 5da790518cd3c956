CREATE TABLE `call_recording` (
	`call_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`recording_sid` text NOT NULL,
	`started_at` integer NOT NULL,
	`key` text,
	`bytes` integer,
	`kept_at` integer
);
--> statement-breakpoint
CREATE INDEX `recording_of_workspace` ON `call_recording` (`workspace_id`,`kept_at`);