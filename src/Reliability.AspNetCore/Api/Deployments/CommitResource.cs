namespace Reliability.AspNetCore.Internal;

internal sealed record CommitResource
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }
}
