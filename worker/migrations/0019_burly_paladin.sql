CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`made_by` text NOT NULL,
	`code_hash` text NOT NULL,
	`sent_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`outcome` text,
	`ended_at` integer,
	`session_id` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_code_hash_unique` ON `invitation` (`code_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_of_workspace` ON `invitation` (`workspace_id`,`email`);--> statement-breakpoint
ALTER TABLE `member` ADD `is_unconfirmed` integer DEFAULT false NOT NULL;--> statement-breakpoint
-- Whoever has come before stays a member for certain. Whoever never did may have been entered by anybody.
UPDATE `member` SET `is_unconfirmed` = 1
WHERE NOT EXISTS (SELECT 1 FROM `session` WHERE `session`.`member_id` = `member`.`id`)
	AND NOT EXISTS (SELECT 1 FROM `passkey` WHERE `passkey`.`user_id` = `member`.`user_id`)
	AND NOT EXISTS (SELECT 1 FROM `setup_code` WHERE `setup_code`.`member_id` = `member`.`id` AND `setup_code`.`used_at` IS NOT NULL);
