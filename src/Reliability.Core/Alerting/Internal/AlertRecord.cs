namespace Reliability.Alerting.Internal;

/// <summary>One alert as it is stored.</summary>
/// <param name="Status">What is shown of it.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="IsTold">Whether somebody was told that it fires, and is to be told of its end.</param>
/// <param name="Tells">Who hears of it, should its rule be removed while it fires.</param>
internal sealed record AlertRecord(AlertStatus Status, AlertProgress Progress, bool IsTold, IReadOnlyList<string>? Tells);
