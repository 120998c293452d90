"""Applications of many years as SQL: written by the database itself, since a million acts would take days.

What a case looks like depends on its number only, so two runs write the same rows. The newest ones wait; of the others
eight of a hundred were refused, five lapsed, and the rest are accounts whose company hands in a new paper each time.
"""

CASES_OF_A_COMPANY = 50
WAITING_AT_LEAST, WAITING_SHARE = 300, 0.06
"""So many wait that every page of the queue is full, with a thousand applications as with a million."""
WAITING_REFERENCE = "w"

COMPANY_NAMES = """
CREATE FUNCTION company_name(c bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN c %% 5 = 3 THEN '鯤' ELSE substr(signs, 1 + (c * 7 %% 40)::int, 1) END
    || CASE WHEN c IN (1, 2) THEN '嶼' ELSE substr(signs, 1 + (c * 3 %% 40)::int, 1) END
    || CASE WHEN c IN (1, 2) THEN '鷗' ELSE substr(signs, 1 + (c / 40 %% 40)::int, 1) END
    || substr(signs, 1 + (c / 1600 %% 40)::int, 1)
    || (ARRAY['船務代理', '海運', '物流', '報關', '貨櫃運輸'])[1 + c %% 5] || (ARRAY['股份有限公司', '有限公司'])[1 + c %% 2]
FROM (SELECT '宏達順興安泰永豐裕昌信義仁和光明東南西北華新福祥金玉山川春秋松柏長青萬年' AS signs) AS parts
$$
"""

USERS = """
INSERT INTO accounts_user (id, password, last_login, username, name, mobile, email, kind, staff_role, email_verified_at,
    language, is_active, created_at)
SELECT 1000 + i, '!', NULL, 'clerk' || i, '王小' || chr(19968 + (i %% 500)::int), '0912345678', 'clerk' || i || '@example.com',
    'general', '', now(), 'zh-hant', true, now()
FROM generate_series(1, %(old)s::bigint) AS i WHERE i %% 100 >= 8
"""

COMPANIES = """
INSERT INTO companies_company (id, number_kind, number, name, phone, address, representative, created_at)
SELECT c, 'ubn', lpad((10000000 + c)::text, 8, '0'), company_name(c), '02-24206100', '202001基隆市中正區示範路1號', '陳大海', now()
FROM generate_series(1, %(companies)s::bigint) AS c
"""

FILES = """
INSERT INTO documents_storeddocument (id, submission_id, state, name, page_count, size, sha256, originals, page_sources,
    created_at, kept_at, scan)
SELECT md5(i::text)::uuid, md5('form' || i)::uuid, 'kept', '登記證明.pdf', 1, 100000, md5(i::text) || md5(i::text), '[]', '[]',
    now(), now(), 'clean'
FROM generate_series(1, %(applications)s::bigint) AS i
"""

CASES = """
CREATE TEMPORARY TABLE seeded AS
SELECT i, 1 + i %% %(companies)s AS c, i > %(old)s AS waits, i %% 100 < 8 AS refused, i %% 100 BETWEEN 8 AND 12 AS lapsed,
    CASE WHEN i > %(old)s AND i %% 20 = 19 THEN 1 + (i / 20) %% %(companies)s ELSE 1 + i %% %(companies)s END AS own,
    now() - (%(applications)s - i) * (CASE WHEN i > %(old)s THEN interval '3 days' / %(waiting)s
                                          ELSE interval '8 years' / %(applications)s END)
          - CASE WHEN i > %(old)s THEN interval '0' ELSE interval '3 days' END AS sent
FROM generate_series(1, %(applications)s::bigint) AS i
"""

DOCUMENTS = """
INSERT INTO companies_companydocument (id, company_id, file_id, state, company_name, submitted_by_id, contact_email,
    contact_language, submitted_at, decided_by_id, decided_at, answer)
SELECT i, CASE WHEN waits AND i %% 20 = 19 OR NOT waits AND NOT refused THEN own END, md5(i::text)::uuid,
    CASE WHEN waits AND i %% 10 = 8 THEN 'approved' WHEN waits THEN 'pending' WHEN refused THEN 'closed'
         WHEN i > %(old)s - %(companies)s THEN 'approved' ELSE 'replaced' END,
    company_name(own), NULL, 'clerk' || i || '@example.com', 'zh-hant', sent,
    CASE WHEN waits AND i %% 10 = 8 OR NOT waits AND NOT refused THEN %(reviewer)s END,
    CASE WHEN waits AND i %% 10 = 8 OR NOT waits AND NOT refused THEN sent + interval '1 day' END, ''
FROM seeded
"""

APPLICATIONS = """
INSERT INTO registration_accountapplication (id, reference, submission_id, kind, state, username, name, mobile, email,
    email_canonical, password, number_kind, number, phone, company_name, address, representative, document_id, language,
    submitted_at, decided_by_id, decided_at, answer, verified_at, user_id, company_id)
SELECT i, '115-' || i, md5('form' || i)::uuid, 'general',
    CASE WHEN open THEN 'submitted' WHEN NOT waits AND refused THEN 'rejected' WHEN NOT waits AND lapsed THEN 'lapsed'
         WHEN waits THEN 'approved' ELSE 'verified' END,
    'clerk' || i, '王小' || chr(19968 + (i %% 500)::int), '0912345678', 'clerk' || i || '@example.com', 'clerk' || i || '@example.com',
    '!', 'ubn', lpad((10000000 + own)::text, 8, '0'), '02-24206100', company_name(own), '202001基隆市中正區示範路1號', '陳大海',
    i, 'zh-hant', sent, CASE WHEN NOT open THEN %(reviewer)s END, CASE WHEN NOT open THEN sent + interval '1 day' END,
    CASE WHEN NOT waits AND refused THEN '文件缺第二頁。' ELSE '' END,
    CASE WHEN NOT waits AND NOT refused AND NOT lapsed THEN sent + interval '2 days' END,
    CASE WHEN NOT open AND (waits OR NOT refused) THEN CASE WHEN waits THEN 10000000 ELSE 1000 END + i END,
    CASE WHEN NOT open AND (waits OR NOT refused) THEN own END
FROM (SELECT *, waits AND i %% 20 <> 19 AS open FROM seeded) AS cases
"""

USERS_OF_WAITING = """
INSERT INTO accounts_user (id, password, last_login, username, name, mobile, email, kind, staff_role, email_verified_at,
    language, is_active, created_at)
SELECT 10000000 + i, '!', NULL, 'clerk' || i, '王小明', '0912345678', 'clerk' || i || '@example.com', 'general', '', NULL, 'zh-hant',
    true, now()
FROM seeded WHERE waits AND i %% 20 = 19
"""

MENDED_PAPERS = """
UPDATE companies_companydocument AS paper SET forerunner_id = former.document_id
FROM registration_accountapplication AS mending JOIN registration_accountapplication AS former ON former.id = mending.forerunner_id
WHERE mending.document_id = paper.id
"""
"""A paper that comes with a mended application takes the place of the refused one's."""

MENDED = """
UPDATE registration_accountapplication AS application SET forerunner_id = (application.id - %(old)s) * 100 / 15 / 100 * 100 + 1
WHERE application.id > %(old)s AND application.id %% 15 = 0
  AND (application.id - %(old)s) * 100 / 15 / 100 * 100 + 1 < %(old)s
"""

RECORD = """
INSERT INTO audit_auditrecord (at, act, actor_id, actor_role, object_type, object_id, facts, result, origin, request_id, seal,
    previous_hash, hash)
SELECT sent, CASE WHEN n = 0 THEN 'application.submitted' ELSE 'application.approved' END, NULL, 'applicant',
    'registration.accountapplication', i::text, '{}', 'done', '', '', 2,
    encode(sha256(('link' || 2 * i + n - 1)::bytea), 'hex'), encode(sha256(('link' || 2 * i + n)::bytea), 'hex')
FROM seeded, generate_series(0, 1) AS n WHERE n = 0 OR NOT waits ORDER BY i, n
"""

CLAIMS = """
INSERT INTO review_claim (case_id, holder_id, claimed_at, until)
SELECT i, %(reviewer)s, now(), now() + interval '1 day' FROM seeded WHERE waits ORDER BY i LIMIT 20
"""

HELD = """
INSERT INTO review_helddecision (case_id, question, verdict, note, answer, by_id, made_at, due_at, state)
SELECT i, 'account', 'approve', '', '', %(reviewer)s, now(), now() + interval '1 day', 'held'
FROM seeded WHERE waits AND i %% 10 = 1 ORDER BY i DESC LIMIT 20
"""

ACCOUNTS = """
INSERT INTO companies_companyaccount (user_id, company_id, created_at)
SELECT user_id, company_id, now() FROM registration_accountapplication WHERE user_id IS NOT NULL AND state = 'verified'
"""

STEPS = {
    "names": COMPANY_NAMES,
    "companies": COMPANIES,
    "users": USERS,
    "files": FILES,
    "cases": CASES,
    "users of waiting cases": USERS_OF_WAITING,
    "documents": DOCUMENTS,
    "applications": APPLICATIONS,
    "mended": MENDED,
    "mended papers": MENDED_PAPERS,
    "record": RECORD,
    "claims": CLAIMS,
    "held": HELD,
    "accounts": ACCOUNTS,
}
TABLES = (
    "accounts_user",
    "companies_company",
    "companies_companydocument",
    "registration_accountapplication",
)
"""Whose next key must lie behind the ones that were given."""
