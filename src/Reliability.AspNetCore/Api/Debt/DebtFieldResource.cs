namespace Reliability.AspNetCore.Internal;

internal sealed record DebtFieldResource(string Field, string? From, string? To);
