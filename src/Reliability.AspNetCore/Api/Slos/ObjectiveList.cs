namespace Reliability.AspNetCore.Internal;

internal sealed record ObjectiveList(IReadOnlyList<ObjectiveResource> Objectives);
