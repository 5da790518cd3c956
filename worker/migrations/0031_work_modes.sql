ALTER TABLE `call` ADD `forwarded_to` text;--> statement-breakpoint
ALTER TABLE `number` ADD `mode` text DEFAULT 'always_on' NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `ring_seconds` integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `forward_asks_key` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `greeting` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `off_hours_message` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `number` ADD `off_hours_records` integer DEFAULT true NOT NULL;--> statement-breakpoint
-- A number with a Forward Number was forwarded at any hour, to whoever picked up.
UPDATE `number` SET `mode` = 'always_forward', `forward_asks_key` = false WHERE `forward_to` IS NOT NULL;--> statement-breakpoint
-- Any other number rang reps in business hours only, where the workspace has business hours.
UPDATE `number` SET `mode` = 'voicemail_off_hours' WHERE `forward_to` IS NULL AND `workspace_id` IN (SELECT `id` FROM `workspace` WHERE `hours` IS NOT NULL);
