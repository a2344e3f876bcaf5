namespace Reliability.Core.Tests.Incidents;

/// <content>A whole file.</content>
public sealed partial class PostmortemMarkdownTests
{
    private const string Expected =
        """
        # Incident Postmortem: Checkout is down

        - **Service**: shop
        - **Incident**: i-1
        - **Status**: draft

        ## Summary

        Nobody could pay for 25 minutes.

        ## Timeline

        - **2026-03-15 12:00:00Z (estimated)**: Incident began
        - **2026-03-15 12:04:00Z**: Alert triggered - checkout: burn-1h-5m
        - **2026-03-15 12:06:00Z**: Investigation started
        - **2026-03-15 12:15:00Z**: Root cause identified - dns
        - **2026-03-15 12:17:00Z**: Note - We asked the provider.
        - **2026-03-15 12:25:00Z**: Mitigation applied - Another resolver
        - **2026-03-15 13:00:00Z**: Incident resolved

        ## Root Cause Analysis

        The resolver answered after its time limit.

        Its cache was empty.

        ### Contributing Factors

        - No second resolver
        - No alert on the resolver

        ## Impact

        - **Duration**: 00:25:00
        - **User Impact**: 25,000 requests failed.
        - **Business Impact**: About 400 orders less
        - **SLO Violations**:
          - checkout - 43.75 % of the budget

        ## Immediate Remediation

        Another resolver was configured.

        ## Prevention Measures

        1. Cache the answers of the resolver - payments team - 2026-04-01
           - id: a-1
           - type: prevent
           - status: open
           - created: 2026-03-15 12:00:00Z

        ## Lessons Learned

        ### What Went Well

        - The alert came within 4 minutes.

        ### What Went Badly

        - The runbook was outdated.

        ### Where We Were Lucky

        - It was night.

        ## Supporting Data

        - [Dashboard](<https://ops.example.com/d?from=1\&to=2#a>)
        - Log of the resolver

        """;
}
