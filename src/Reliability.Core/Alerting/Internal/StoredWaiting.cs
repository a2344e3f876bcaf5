namespace Reliability.Alerting.Internal;

/// <summary>A notifier that a notification is not yet delivered to.</summary>
internal sealed record StoredWaiting
{
    public required string Notifier { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset NotBefore { get; init; }
}
