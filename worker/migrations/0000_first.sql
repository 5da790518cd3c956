CREATE TABLE `call` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`member_id` text NOT NULL,
	`direction` text NOT NULL,
	`to_number` text NOT NULL,
	`from_number` text NOT NULL,
	`caller_id_reason` text NOT NULL,
	`contact_id` text NOT NULL,
	`contact_name` text,
	`contact_company` text,
	`intent` text NOT NULL,
	`phase` text NOT NULL,
	`end_reason` text,
	`ended_by` text,
	`opened_at` integer NOT NULL,
	`ringing_at` integer,
	`answered_at` integer,
	`ended_at` integer,
	`muted` integer NOT NULL,
	`on_hold` integer NOT NULL,
	`linked` integer NOT NULL,
	`customer_call_sid` text,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `call_of_member` ON `call` (`workspace_id`,`member_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `call_of_contact` ON `call` (`workspace_id`,`contact_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `call_leg` (
	`call_sid` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `leg_of_call` ON `call_leg` (`call_id`);--> statement-breakpoint
CREATE TABLE `contact` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text,
	`company` text,
	`email` text,
	`source` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contact_of_workspace` ON `contact` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `contact_phone` (
	`workspace_id` text NOT NULL,
	`e164` text NOT NULL,
	`contact_id` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `e164`),
	FOREIGN KEY (`contact_id`) REFERENCES `contact`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contact_phone_of_contact` ON `contact_phone` (`contact_id`);--> statement-breakpoint
CREATE TABLE `number` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`e164` text NOT NULL,
	`name` text NOT NULL,
	`carrier_sid` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `number_of_workspace` ON `number` (`workspace_id`,`e164`);--> statement-breakpoint
CREATE TABLE `member` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_of_workspace` ON `member` (`workspace_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_hash_unique` ON `session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `session_of_member` ON `session` (`member_id`);--> statement-breakpoint
CREATE TABLE `setup_code` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`member_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`session_id` text,
	FOREIGN KEY (`member_id`) REFERENCES `member`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sign_in_try` (
	`client_hash` text NOT NULL,
	`minute` integer NOT NULL,
	`tries` integer NOT NULL,
	PRIMARY KEY(`client_hash`, `minute`)
);
--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`account_sid` text NOT NULL,
	`webhook_key` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspace_webhook_key_unique` ON `workspace` (`webhook_key`);