CREATE TABLE `__new_call` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`member_id` text,
	`direction` text NOT NULL,
	`to_number` text NOT NULL,
	`from_number` text,
	`caller_address` text,
	`caller_name` text,
	`caller_id_reason` text,
	`contact_id` text,
	`contact_name` text,
	`contact_company` text,
	`intent` text,
	`phase` text NOT NULL,
	`end_reason` text,
	`ended_by` text,
	`end_detail` text,
	`opened_at` integer NOT NULL,
	`ringing_at` integer,
	`answered_at` integer,
	`ended_at` integer,
	`muted` integer NOT NULL,
	`on_hold` integer NOT NULL,
	`linked` integer NOT NULL,
	`customer_call_sid` text,
	`version` integer NOT NULL,
	`search` text
);
--> statement-breakpoint
INSERT INTO `__new_call`("id", "workspace_id", "member_id", "direction", "to_number", "from_number", "caller_address", "caller_name", "caller_id_reason", "contact_id", "contact_name", "contact_company", "intent", "phase", "end_reason", "ended_by", "end_detail", "opened_at", "ringing_at", "answered_at", "ended_at", "muted", "on_hold", "linked", "customer_call_sid", "version", "search") SELECT "id", "workspace_id", "member_id", "direction", "to_number", "from_number", NULL, NULL, "caller_id_reason", "contact_id", "contact_name", "contact_company", "intent", "phase", "end_reason", "ended_by", "end_detail", "opened_at", "ringing_at", "answered_at", "ended_at", "muted", "on_hold", "linked", "customer_call_sid", "version", "search" FROM `call`;--> statement-breakpoint
DROP TABLE `call`;--> statement-breakpoint
ALTER TABLE `__new_call` RENAME TO `call`;--> statement-breakpoint
CREATE INDEX `call_of_workspace` ON `call` (`workspace_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `call_of_member` ON `call` (`workspace_id`,`member_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `call_of_contact` ON `call` (`workspace_id`,`contact_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `call_to_fold` ON `call` (`id`) WHERE search is null;