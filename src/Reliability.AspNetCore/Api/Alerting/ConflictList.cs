namespace Reliability.AspNetCore.Internal;

internal sealed record ConflictList(IReadOnlyList<ConflictResource> Conflicts);
