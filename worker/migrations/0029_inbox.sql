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
CREATE INDEX `inbox_open_of_caller` ON `inbox_entry` (`workspace_id`,`caller_number`) WHERE done_at is null;--> statement-breakpoint
-- What was missed until now: one entry per caller and number, and one for each call without a caller.
INSERT INTO `inbox_call` (`workspace_id`, `call_id`, `entry_id`, `missed_at`)
SELECT `workspace_id`, `id`, CASE WHEN coalesce(`from_number`, `caller_address`) IS NULL THEN `id` ELSE first_value(`id`) OVER (
	PARTITION BY `workspace_id`, `to_number`, `from_number`, `caller_address` ORDER BY `opened_at`, `id`) END, `opened_at`
FROM `call` WHERE `direction` = 'inbound' AND `phase` IN ('ended', 'failed') AND `answered_at` IS NULL AND `to_number` <> '';--> statement-breakpoint
INSERT INTO `inbox_entry` (`id`, `workspace_id`, `caller_number`, `caller_address`, `caller_name`, `our_number`, `last_at`)
SELECT c.`id`, c.`workspace_id`, c.`from_number`, c.`caller_address`, c.`caller_name`, c.`to_number`,
	(SELECT max(`missed_at`) FROM `inbox_call` WHERE `entry_id` = c.`id`)
FROM `call` c WHERE c.`id` IN (SELECT `entry_id` FROM `inbox_call`);--> statement-breakpoint
UPDATE `inbox_entry` SET (`done_at`, `done_by`, `done_why`) = (
	SELECT c.`answered_at`, c.`member_id`, 'called_back' FROM `call` c
	WHERE c.`workspace_id` = `inbox_entry`.`workspace_id` AND c.`direction` = 'outbound' AND c.`to_number` = `inbox_entry`.`caller_number`
		AND c.`answered_at` >= `inbox_entry`.`last_at` AND c.`member_id` IS NOT NULL
	ORDER BY c.`answered_at` LIMIT 1);
