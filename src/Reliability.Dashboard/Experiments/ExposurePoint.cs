namespace Reliability.Dashboard.Internal;

/// <summary>The units of an arm at one moment.</summary>
internal sealed record ExposurePoint
{
    public required DateTimeOffset At { get; init; }

    public required long Units { get; init; }
}
