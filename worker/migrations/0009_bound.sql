ALTER TABLE `passkey` ADD `member_id` text;--> statement-breakpoint
ALTER TABLE `setup_code` ADD `made_by` text;--> statement-breakpoint
ALTER TABLE `member` ADD `name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `is_bound` integer DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE `member` SET `name` = (SELECT `name` FROM `user` WHERE `user`.`id` = `member`.`user_id`);--> statement-breakpoint
ALTER TABLE `user` DROP COLUMN `name`;