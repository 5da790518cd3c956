CREATE TABLE `former_account` (
	`workspace_id` text NOT NULL,
	`account_sid` text NOT NULL,
	`auth_token` text NOT NULL,
	`api_key_sid` text,
	`api_key_secret` text,
	`replaced_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `account_sid`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
