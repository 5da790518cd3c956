CREATE TABLE `call_party` (
	`call_id` text NOT NULL,
	`party` text NOT NULL,
	`workspace_id` text NOT NULL,
	`kind` text NOT NULL,
	`member_id` text,
	`number` text,
	`opened_at` integer NOT NULL,
	`joined_at` integer,
	`left_at` integer,
	`talk_ms` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`call_id`, `party`)
);
--> statement-breakpoint
CREATE INDEX `party_of_member` ON `call_party` (`workspace_id`,`member_id`,`opened_at`);--> statement-breakpoint
INSERT INTO `call_party` (`call_id`, `party`, `workspace_id`, `kind`, `number`, `opened_at`, `joined_at`, `left_at`, `talk_ms`, `version`)
SELECT `id`, 'customer', `workspace_id`, 'customer', `to_number`, `opened_at`, `answered_at`, `ended_at`,
	coalesce(max(`ended_at` - `answered_at`, 0), 0), 0
FROM `call`;--> statement-breakpoint
INSERT INTO `call_party` (`call_id`, `party`, `workspace_id`, `kind`, `member_id`, `opened_at`, `joined_at`, `left_at`, `talk_ms`, `version`)
SELECT `id`, 'rep1', `workspace_id`, 'rep', `member_id`, `opened_at`, `answered_at`, `ended_at`,
	coalesce(max(`ended_at` - `answered_at`, 0), 0), 0
FROM `call`;
