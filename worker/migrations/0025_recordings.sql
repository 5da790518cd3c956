CREATE TABLE `recording` (
	`workspace_id` text NOT NULL,
	`recording_sid` text NOT NULL,
	`call_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`seconds` integer,
	`key` text NOT NULL,
	`bytes` integer,
	`stored_at` integer,
	`deleted_at` integer,
	PRIMARY KEY(`workspace_id`, `recording_sid`)
);
--> statement-breakpoint
CREATE INDEX `recording_of_call` ON `recording` (`workspace_id`,`call_id`);--> statement-breakpoint
CREATE INDEX `recording_retained` ON `recording` (`started_at`) WHERE deleted_at is null;--> statement-breakpoint
INSERT INTO `recording` (`workspace_id`, `recording_sid`, `call_id`, `started_at`, `key`, `bytes`, `stored_at`, `deleted_at`)
SELECT `workspace_id`, `recording_sid`, `call_id`, `started_at`,
	coalesce(`key`, 'calls/' || `workspace_id` || '/' || `recording_sid` || '.wav'), `bytes`, `kept_at`,
	CASE WHEN `key` IS NULL AND `bytes` > 0 THEN `kept_at` END
FROM `call_recording` WHERE true
ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO `recording` (`workspace_id`, `recording_sid`, `call_id`, `started_at`, `seconds`, `key`, `stored_at`, `deleted_at`)
SELECT `workspace_id`, `recording_sid`, `call_sid`, `missed_at`, `recording_seconds`,
	coalesce(`recording_key`, 'voicemail/' || `workspace_id` || '/' || `recording_sid` || '.wav'), `recording_kept_at`,
	CASE WHEN `recording_key` IS NULL THEN `recording_kept_at` END
FROM `missed_call` WHERE `recording_sid` IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
DROP TABLE `call_recording`;--> statement-breakpoint
ALTER TABLE `missed_call` DROP COLUMN `recording_sid`;--> statement-breakpoint
ALTER TABLE `missed_call` DROP COLUMN `recording_seconds`;--> statement-breakpoint
ALTER TABLE `missed_call` DROP COLUMN `recording_key`;--> statement-breakpoint
ALTER TABLE `missed_call` DROP COLUMN `recording_kept_at`;