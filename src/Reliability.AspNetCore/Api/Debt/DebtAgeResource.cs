namespace Reliability.AspNetCore.Internal;

internal sealed record DebtAgeResource(int FromDays, int? BelowDays, int Count);
