INSERT INTO `call` (`id`, `workspace_id`, `direction`, `to_number`, `from_number`, `caller_address`, `contact_id`, `phase`,
	`end_reason`, `ended_by`, `opened_at`, `ringing_at`, `ended_at`, `muted`, `on_hold`, `linked`, `customer_call_sid`, `version`)
SELECT 'call_' || lower(hex(randomblob(13))), m.`workspace_id`, 'inbound',
	coalesce(CASE WHEN m.`to_number` GLOB '+[1-9]*' AND substr(m.`to_number`, 2) NOT GLOB '*[^0-9]*'
		AND length(m.`to_number`) BETWEEN 8 AND 16 THEN m.`to_number` END, (SELECT `e164` FROM `number` WHERE `workspace_id` = m.`workspace_id` ORDER BY `created_at` LIMIT 1), ''),
	CASE WHEN m.`from_number` GLOB '+[1-9]*' AND substr(m.`from_number`, 2) NOT GLOB '*[^0-9]*'
		AND length(m.`from_number`) BETWEEN 8 AND 16 AND m.`from_number` NOT IN
		('+7378742833', '+2562533', '+8566696', '+266696687', '+86282452253') THEN m.`from_number` END,
	CASE WHEN m.`from_number` LIKE 'sip:%' OR m.`from_number` LIKE 'sips:%' THEN m.`from_number` END,
	(SELECT `contact_id` FROM `contact_phone` WHERE `workspace_id` = m.`workspace_id` AND `e164` = m.`from_number`),
	'ended',
	CASE WHEN EXISTS (SELECT 1 FROM `recording` r WHERE r.`workspace_id` = m.`workspace_id` AND r.`call_id` = m.`call_sid`)
		THEN 'voicemail' ELSE 'no_answer' END,
	'customer', m.`missed_at`, m.`missed_at`, m.`missed_at`, 0, 0, 1, m.`call_sid`, 0
FROM `missed_call` m;--> statement-breakpoint
UPDATE `call` SET
	`contact_name` = (SELECT `name` FROM `contact` WHERE `contact`.`id` = `call`.`contact_id`),
	`contact_company` = (SELECT `company` FROM `contact` WHERE `contact`.`id` = `call`.`contact_id`)
WHERE `direction` = 'inbound' AND `contact_id` IS NOT NULL;--> statement-breakpoint
INSERT INTO `call_leg` (`call_sid`, `call_id`, `workspace_id`, `kind`)
SELECT `customer_call_sid`, `id`, `workspace_id`, 'customer' FROM `call` WHERE `direction` = 'inbound'
ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE `recording` SET `call_id` = (SELECT c.`id` FROM `call` c
	WHERE c.`workspace_id` = `recording`.`workspace_id` AND c.`direction` = 'inbound' AND c.`customer_call_sid` = `recording`.`call_id`)
WHERE EXISTS (SELECT 1 FROM `call` c
	WHERE c.`workspace_id` = `recording`.`workspace_id` AND c.`direction` = 'inbound' AND c.`customer_call_sid` = `recording`.`call_id`);--> statement-breakpoint
DROP TABLE `missed_call`;
