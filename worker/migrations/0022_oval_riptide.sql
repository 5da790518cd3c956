CREATE TABLE `call_price` (
	`workspace_id` text NOT NULL,
	`call_id` text NOT NULL,
	`micros` integer NOT NULL,
	`currency` text NOT NULL,
	`is_complete` integer NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `call_id`)
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `due_at` integer;