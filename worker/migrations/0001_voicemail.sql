CREATE TABLE `dead_letter` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`job` text NOT NULL,
	`tries` integer NOT NULL,
	`failed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dead_letter_of_workspace` ON `dead_letter` (`workspace_id`,`failed_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`job` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`done_at` integer,
	`failed_at` integer
);
--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`done_at`,`sent_at`);--> statement-breakpoint
CREATE TABLE `missed_call` (
	`call_sid` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`from_number` text,
	`to_number` text,
	`error_code` integer,
	`missed_at` integer NOT NULL,
	`recording_sid` text,
	`recording_seconds` integer,
	`recording_key` text,
	`recording_kept_at` integer
);
--> statement-breakpoint
CREATE INDEX `missed_call_of_workspace` ON `missed_call` (`workspace_id`,`missed_at`);