namespace Reliability.AspNetCore.Internal;

/// <summary>The number of open items of a group; <c>Name</c> is null for those that state none.</summary>
internal sealed record DebtCountResource(string? Name, int Count);
