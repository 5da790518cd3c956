CREATE TABLE `inbox_call` (
	`workspace_id` text NOT NULL,
	`call_id` text NOT NULL,
	`entry_id` text NOT NULL,
	`missed_at` integer NOT NULL,
	`heard_at` integer,
	`heard_by` text,
	PRIMARY KEY(`workspace_id`, `call_id`)
);
--> statement-breakpoint
CREATE INDEX `inbox_call_of_entry` ON `inbox_call` (`entry_id`);--> statement-breakpoint
CREATE TABLE `inbox_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`caller_number` text,
	`caller_address` text,
	`caller_name` text,
	`our_number` text NOT NULL,
	`last_at` integer NOT NULL,
	`assigned_to` text,
	`tried_at` integer,
	`tried_by` text,
	`done_at` integer,
	`done_by` text,
	`done_why` text,
	`reopened_at` integer
);
--> statement-breakpoint
CREATE INDEX `inbox_of_workspace` ON `inbox_entry` (`workspace_id`,`last_at`);--> statement-breakpoint
CREATE INDEX `inbox_open` ON `inbox_entry` (`workspace_id`,`last_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `inbox_open_of_caller` ON `inbox_entry` (`workspace_id`,`caller_number`) WHERE done_at is null;