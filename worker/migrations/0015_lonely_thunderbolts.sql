ALTER TABLE `mail_code` ADD `member_id` text;--> statement-breakpoint
ALTER TABLE `mail_code` ADD `is_bound` integer DEFAULT false NOT NULL;