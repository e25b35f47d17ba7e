"""A city's own measures, as the files of a small pack: no office there sits on a bid committee."""

LOCAL = {
    "local.yaml": "id: anlan\ntitle: {zh: 安澜市派驻监督办法, en: Measures of Anlan}\n",
    "regulations/measures.yaml": """
regulation: anlan_measures
title: {zh: 安澜市派驻监督办法, en: Measures of Anlan}
short: {zh: 安澜办法, en: Anlan Measures}
rank: local
issuer: {zh: 安澜市委, en: Anlan Party Committee}
version: "2025"
since: 2025-01-01
last_day: null
articles: 1
encoded: complete
verified: text
provisions:
  - article: "1"
    norms:
      - id: anlan.1.bid
        modality: prohibition
        bearer: [stationed_body]
        act: host_business.bid
        toward: [host_unit]
        quote: 不得参加评标
        gist: {zh: 派驻机构不得参加评标。, en: The stationed office shall not sit on a bid committee.}
""",
}
