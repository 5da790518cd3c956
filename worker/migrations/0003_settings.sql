CREATE TABLE `carrier_account` (
	`workspace_id` text PRIMARY KEY NOT NULL,
	`account_sid` text NOT NULL,
	`auth_token` text NOT NULL,
	`previous_auth_token` text,
	`previous_until` integer,
	`api_key_sid` text,
	`api_key_secret` text,
	`app_sid` text,
	`dialer_enabled` integer DEFAULT false NOT NULL,
	`kind` text,
	`problems` text DEFAULT '[]' NOT NULL,
	`checked_at` integer,
	`setting_up_until` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `carrier_account` (`workspace_id`, `account_sid`, `auth_token`) SELECT `id`, `account_sid`, '' FROM `workspace`;
--> statement-breakpoint
ALTER TABLE `number` ADD `voice` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `sms` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `brand_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `forward_to` text;--> statement-breakpoint
ALTER TABLE `number` ADD `campaign` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `workspace` ADD `revision` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `workspace` ADD `dialing` text DEFAULT '{}' NOT NULL;