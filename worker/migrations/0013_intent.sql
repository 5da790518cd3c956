CREATE TABLE `audit_intent` (
	`request_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`at` integer NOT NULL,
	`member_id` text,
	`act` text NOT NULL,
	`target` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_intent_by_age` ON `audit_intent` (`at`);