ALTER TABLE `call` ADD `search` text;--> statement-breakpoint
CREATE INDEX `call_to_fold` ON `call` (`id`) WHERE search is null;--> statement-breakpoint
ALTER TABLE `contact` ADD `search` text;--> statement-breakpoint
CREATE INDEX `contact_to_fold` ON `contact` (`id`) WHERE search is null;