namespace Reliability.AspNetCore.Internal;

internal sealed record DebtMonthResource(string Month, int Opened, int Resolved, int Unresolved);
