using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>Converts alerts to their stored form and back.</summary>
internal static class AlertStorage
{
    public static StoredAlerts ToStored(AlertBook book) => new()
    {
        Epoch = book.Token.Epoch,
        Token = book.Token.Number,
        WrittenAt = book.WrittenAt,
        Alerts = [.. book.Alerts.Select(ToStored)],
        Outbox = [.. book.Outbox.Select(ToStored)],
        Undelivered =
        [
            .. book.Undelivered.Select(one =>
                new StoredUndelivered { Notifier = one.Notifier, Notification = ToStored(one.Notification), GivenUpAt = one.GivenUpAt }),
        ],
    };

    /// <summary>Reads the alerts of a document, or why they cannot be read.</summary>
    public static (AlertBook? Book, string? Fault) Read(Stored<StoredAlerts> stored)
    {
        try
        {
            return (ToBook(stored.Require(), stored.Id.Collection.Service, stored.Id.Id), null);
        }
        catch (StoreException e)
        {
            return (null, e.Message);
        }
    }

    public static AlertBook ToBook(StoredAlerts stored, string service, string slo) => new()
    {
        Token = new FencingToken(stored.Epoch, stored.Token),
        WrittenAt = stored.WrittenAt,
        Alerts = [.. stored.Alerts.Select(one => ToAlert(one, service, slo))],
        Outbox = [.. stored.Outbox.Select(one => ToEntry(one, service))],
        Undelivered = [.. stored.Undelivered.Select(one => new UndeliveredNotification
        {
            Notifier = one.Notifier,
            Notification = ToNotification(one.Notification, service),
            GivenUpAt = one.GivenUpAt,
        })],
    };

    public static StoredNotification ToStored(AlertNotification one) => new()
    {
        AlertId = one.AlertId,
        Kind = AlertWords.Transition.Word(one.Kind),
        Slo = one.Slo,
        Rule = one.Rule,
        Severity = AlertWords.Severity.Word(one.Severity),
        FiredAt = one.FiredAt,
        ResolvedAt = one.ResolvedAt,
        Explanation = one.Explanation,
        ClearsWhen = one.ClearsWhen,
    };

    public static AlertNotification ToNotification(StoredNotification one, string service) => new()
    {
        AlertId = one.AlertId,
        Kind = AlertWords.Transition.Value(one.Kind),
        Service = service,
        Slo = one.Slo,
        Rule = one.Rule,
        Severity = AlertWords.Severity.Value(one.Severity),
        FiredAt = one.FiredAt,
        ResolvedAt = one.ResolvedAt,
        Explanation = one.Explanation,
        ClearsWhen = one.ClearsWhen,
    };

    private static StoredAlert ToStored(AlertRecord record) => new()
    {
        Rule = record.Status.Rule,
        Severity = AlertWords.Severity.Word(record.Status.Severity),
        State = AlertWords.State.Word(record.Progress.State),
        AlertId = record.Status.AlertId,
        FiredAt = record.Progress.FiredAt,
        ResolvedAt = record.Progress.ResolvedAt,
        JudgedAt = record.Progress.JudgedAt,
        SuppressedBy = record.Status.SuppressedBy,
        Explanation = record.Status.Explanation,
        ClearsWhen = record.Status.ClearsWhen,
        Held = record.Progress.Held?.Ticks,
        IsTold = record.IsTold,
        Tells = record.Tells,
    };

    private static AlertRecord ToAlert(StoredAlert one, string service, string slo)
    {
        AlertState state = AlertWords.State.Value(one.State);
        return new AlertRecord(
            new AlertStatus
            {
                Service = service,
                Slo = slo,
                Rule = one.Rule,
                Severity = AlertWords.Severity.Value(one.Severity),
                State = state,
                AlertId = one.AlertId,
                FiredAt = one.FiredAt,
                ResolvedAt = one.ResolvedAt,
                JudgedAt = one.JudgedAt,
                SuppressedBy = one.SuppressedBy,
                Explanation = one.Explanation,
                ClearsWhen = one.ClearsWhen,
            },
            new AlertProgress
            {
                State = state,
                Held = one.Held is { } ticks ? TimeSpan.FromTicks(ticks) : null,
                JudgedAt = one.JudgedAt,
                FiredAt = one.FiredAt,
                ResolvedAt = one.ResolvedAt,
            },
            one.IsTold,
            one.Tells);
    }

    private static StoredOutboxEntry ToStored(OutboxEntry entry) => new()
    {
        Notification = ToStored(entry.Notification),
        IsLogged = entry.IsLogged,
        Waiting =
        [
            .. entry.Waiting.Select(one => new StoredWaiting { Notifier = one.Name, Attempts = one.Attempts, NotBefore = one.NotBefore }),
        ],
    };

    private static OutboxEntry ToEntry(StoredOutboxEntry entry, string service) => new(
        ToNotification(entry.Notification, service),
        entry.IsLogged,
        [.. entry.Waiting.Select(one => new WaitingNotifier(one.Notifier, one.Attempts, one.NotBefore))]);
}
