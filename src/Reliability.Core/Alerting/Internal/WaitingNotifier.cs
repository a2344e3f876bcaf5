namespace Reliability.Alerting.Internal;

/// <summary>Who is still to be told, how often that was tried, and when it may be tried again.</summary>
internal sealed record WaitingNotifier(string Name, int Attempts, DateTimeOffset NotBefore);
