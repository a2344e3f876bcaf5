namespace Reliability.AspNetCore.Internal;

internal sealed record StatusList(IReadOnlyList<StatusResource> Statuses);
