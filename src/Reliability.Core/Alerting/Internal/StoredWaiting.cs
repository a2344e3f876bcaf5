namespace Reliability.Alerting.Internal;

/// <summary>Who is still to be told.</summary>
internal sealed record StoredWaiting
{
    public required string Notifier { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
}
