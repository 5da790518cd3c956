CREATE TABLE `setting` (
	`workspace_id` text NOT NULL,
	`group_id` text NOT NULL,
	`revision` text NOT NULL,
	`value` text,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `group_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
