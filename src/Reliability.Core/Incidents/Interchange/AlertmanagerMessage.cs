using Reliability.Alerting;
using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>The alerts of a webhook of Alertmanager, and those that were rejected.</summary>
public sealed record AlertmanagerMessage
{
    /// <summary>Gets the transitions, in the order of the message.</summary>
    public required IReadOnlyList<AlertNotification> Notifications { get; init; }

    /// <summary>Gets the alerts that were rejected, and why.</summary>
    public required IReadOnlyList<IncidentRejection> Rejected { get; init; }

    /// <summary>Rejects some of the transitions, such as those of services that the sender is not authorized for.</summary>
    /// <param name="reasonOf">Returns the reason as a sentence, or <see langword="null"/> to keep the transition.</param>
    /// <returns>The message with the kept transitions and all rejections, in the order of the message.</returns>
    public AlertmanagerMessage Reject(Func<AlertNotification, string?> reasonOf)
    {
        ArgumentNullException.ThrowIfNull(reasonOf);
        List<AlertNotification> kept = new(Notifications.Count);
        List<IncidentRejection> rejected = [.. Rejected];
        foreach ((int line, AlertNotification one) in Lines())
        {
            if (reasonOf(one) is { } reason)
            {
                rejected.Add(new IncidentRejection { Line = line, Id = Alertmanager.FingerprintOf(one), Reason = reason });
            }
            else
            {
                kept.Add(one);
            }
        }

        return this with { Notifications = kept, Rejected = [.. rejected.OrderBy(one => one.Line)] };
    }

    /// <summary>Returns the transitions with their numbers in the message: those that no rejection has.</summary>
    internal IEnumerable<(int Line, AlertNotification Notification)> Lines()
    {
        HashSet<int> rejected = [.. Rejected.Select(one => one.Line)];
        int line = 0;
        foreach (AlertNotification one in Check.Copy(Notifications))
        {
            do
            {
                line++;
            }
            while (rejected.Contains(line));
            yield return (line, one);
        }
    }
}
