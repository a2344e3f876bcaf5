namespace Reliability.Alerting.Internal;

/// <summary>One alert as it is stored.</summary>
/// <param name="Status">The public status.</param>
/// <param name="Progress">The progress of its state machine.</param>
/// <param name="IsTold">Whether a notification of the firing alert was sent, so that one of its resolution must follow.</param>
/// <param name="Tells">The notifiers to call if its rule is removed while it fires.</param>
internal sealed record AlertRecord(AlertStatus Status, AlertProgress Progress, bool IsTold, IReadOnlyList<string>? Tells);
