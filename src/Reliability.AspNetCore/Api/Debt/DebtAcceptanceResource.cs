namespace Reliability.AspNetCore.Internal;

internal sealed record DebtAcceptanceResource(string Approver, string Reason, DateTimeOffset At, DateTimeOffset ExpiresAt);
