using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Incidents;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>
/// Postmortems, whose actions the metrics of improvement count, reminders of these actions, and their check at the gate, which objects only
/// if the options ask for it.
/// </summary>
internal sealed class PostmortemsModule : ICapabilityModule
{
    public const string JobName = "action-reminders";
    public const string Kind = "actions";

    public void Register(SetupServices services)
    {
        services.Add(setup =>
        {
            PostmortemOptions options = setup.Options.Postmortems;
            return new PostmortemRegister(
                setup.Get<IDocumentStore>(),
                setup.Get<IIncidents>(),
                new PostmortemPolicy
                {
                    RequiredAboveBudgetShare = options.RequiredAboveBudgetShare,
                    DueWithin = options.DueWithin,
                    Lookback = options.Lookback,
                },
                setup.Find<BlamelessCheck>() ?? setup.Services.GetService<BlamelessCheck>()
                    ?? (options.CheckBlame ? new BlamelessCheck() : null),
                setup.TimeProvider,
                setup.Setup.Recorder.DayZone);
        });
        services.AddShared<IPostmortems>(setup => setup.Get<PostmortemRegister>());
        services.Add<IActionSource>(setup => setup.Get<PostmortemRegister>());
        services.Add<IReleaseCheck>(setup =>
            new PostmortemReleaseCheck(setup.Get<IPostmortems>(), setup.Options.Postmortems.OnOverdue));
        services.Add(setup => new ActionReminders(
            setup.Get<IPostmortems>(), setup.Get<IDocumentStore>(), Notifiers(setup), setup.TimeProvider, setup.Setup.Recorder.DayZone));
        services.AddHosted(setup => setup.Job(JobOf(setup)));
    }

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.Postmortems);
        PostmortemOptions options = problems.Options.Postmortems;
        problems.Range(options.RequiredAboveBudgetShare, 0m, 1000m, Group, nameof(options.RequiredAboveBudgetShare));
        problems.Range(options.DueWithin, TimeSpan.FromHours(1), TimeSpan.FromDays(365), Group, nameof(options.DueWithin));
        problems.Range(options.Lookback, TimeSpan.FromDays(1), TimeSpan.FromDays(3650), Group, nameof(options.Lookback));
        problems.Range(options.ReminderInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), Group, nameof(options.ReminderInterval));
        problems.Word(options.OnOverdue, [GateVerdict.Unknown], Group, nameof(options.OnOverdue));
    }

    /// <summary>
    /// Returns the log and the notifiers of the application. The Meter counts alerts, and there is no page of an action in the dashboard.
    /// </summary>
    private static IReadOnlyList<IAlertNotifier> Notifiers(SetupProvider setup)
    {
        var page = new NotificationPage(null);
        return
        [
            new LogNotifier(setup.Logger(ReliabilityLogCategories.Alerting), page),
            .. setup.All<IAlertNotifier>().Select(one => new TracedNotifier(one, setup.Get<ReliabilityActivities>(), page)),
        ];
    }

    private static JobDefinition JobOf(SetupProvider setup)
    {
        PostmortemOptions options = setup.Options.Postmortems;
        ActionReminders reminders = setup.Get<ActionReminders>();
        return JobDefinition.Each(
            JobName,
            options.ReminderInterval,
            [
                .. (options.RemindOfActions ? setup.Setup.Services : []).Select(service => new JobSubject
                {
                    Service = service,
                    Kind = Kind,
                    Name = service,
                }),
            ],
            (claim, cancellationToken) => reminders.RunAsync(claim.Subject.Service, cancellationToken));
    }
}
