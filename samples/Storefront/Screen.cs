using System.Globalization;
using Reliability.Alerting;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Storefront;

/// <summary>Shows live how the budgets stand and what incidents burn of them, and turns the fault switch by keys.</summary>
internal sealed class Screen(
    StorefrontOptions options,
    IErrorBudgets budgets,
    IAlerts alerts,
    IReleaseGate gate,
    IIncidents incidents,
    FaultSwitch faults,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    IAnsiConsole console,
    TimeProvider timeProvider) : BackgroundService
{
    private const int MaxReasons = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly DateTimeOffset _end =
        options.Seconds > 0 ? timeProvider.GetUtcNow().AddSeconds(options.Seconds) : DateTimeOffset.MaxValue;

    /// <summary>What is shown at one moment.</summary>
    internal async Task<IRenderable> DrawAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<AlertStatus> states = await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false);
        Table table =
            new Table()
                .Expand()
                .Border(TableBorder.Rounded)
                .AddColumns("objective", "target", "events", "bad", "left", "burn 1h", "state", "alerts");
        foreach (int column in (int[])[1, 2, 3, 4, 5])
        {
            table.Columns[column].RightAligned().NoWrap();
        }

        table.Columns[0].NoWrap();
        table.Columns[6].NoWrap();

        // The table shows the reports on which the gate decided, so that both name the same rules.
        List<IRenderable> gates = [];
        foreach (string service in budgets.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal))
        {
            GateDecision decision = await gate.DecideAsync(service, cancellationToken).ConfigureAwait(false);
            gates.Add(DrawGate(service, decision));
            foreach (SloReport report in decision.Evidence)
            {
                IEnumerable<AlertStatus> firing = states.Where(one => one.Slo == report.Status.Slo && one.State == AlertState.Firing);
                table.AddRow([.. Cells(report, firing).Select(cell => new Markup(cell))]);
            }
        }

        return new Rows(
            new Markup($"[bold]{Markup.Escape(Address.Of(services).ToString())}reliability/[/]   "
                + $"fault: [bold]{Words.Of(faults.Current)}[/]"),
            table,
            new Rows(gates),
            new Rows(await DrawIncidentsAsync(cancellationToken).ConfigureAwait(false)),
            options.IsPlain
                ? Text.Empty
                : new Markup("[grey]keys: 1 failing checkout, 2 slow search, 3 lost orders, 0 all is well, r resolve, q quit[/]"));
    }

    /// <summary>Resolves the incidents, as a person does who knows the cause.</summary>
    internal async Task ResolveAsync(CancellationToken cancellationToken)
    {
        foreach (Incident one in await incidents.ListOpenAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // If an alert changes it at the same moment, it stays on the screen, and the key can be pressed again.
            await incidents.ResolveAsync(
                one,
                new IncidentResolution
                {
                    By = Environment.UserName,
                    Reason = "Resolved at the terminal.",
                    CauseClass = "fault-switch",
                    Impact = "Some requests of simulated customers failed.",
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
            if (options.IsPlain)
            {
                await PrintAsync(stoppingToken).ConfigureAwait(false);
            }
            else
            {
                await console.Live(Text.Empty)
                    .AutoClear(enabled: false)
                    .StartAsync(context => LiveAsync(context, stoppingToken))
                    .ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
    }

    private static Markup DrawGate(string service, GateDecision decision)
    {
        string verdict = Colored(Words.Of(decision.Verdict), decision.Verdict == GateVerdict.Allow);
        IEnumerable<string> reasons = decision.Reasons.Take(MaxReasons)
            .Select(reason => $"{(reason.Slo is { } slo ? $"{slo}: " : "")}{reason.Message}")
            .Concat(decision.Reasons.Count > MaxReasons ? [$"and {decision.Reasons.Count - MaxReasons} more"] : []);
        string lines = string.Concat(reasons.Select(reason => $"{Environment.NewLine}  {reason}"));
        return new Markup($"release gate: {verdict} ({Markup.Escape(service)}){Markup.Escape(lines)}");
    }

    private async Task<IEnumerable<IRenderable>> DrawIncidentsAsync(CancellationToken cancellationToken)
    {
        OpenIncidents open = await incidents.ListOpenAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = timeProvider.GetUtcNow();
        return open.Count == 0 ? [new Markup("incidents: [green]none[/]")] : open.Select(one => DrawIncident(one, now));
    }

    private static Markup DrawIncident(Incident one, DateTimeOffset now)
    {
        string status = Colored(Words.Of(one.Status), one.Status != IncidentStatus.Open);
        string severity = one.Definition.Severity.ToString().ToLowerInvariant();
        TimeSpan length = (one.EndedAt ?? now) - one.StartedAt;
        string duration = Figure($"{(int)length.TotalHours:00}:{length:mm\\:ss}");
        string burnt = one.Cost?.Objectives is [{ Slo: var slo }, ..] && one.BudgetBurnt is { } share
            ? Figure($"{share * 100:0.0} % of the budget of {slo} burnt")
            : "no budget burnt yet";
        string requests = Figure($"{one.AffectedRequests} affected requests (estimated)");
        return new Markup($"incident {status}: [bold]{Markup.Escape(one.Title)}[/] ({severity}), {duration}{Environment.NewLine}"
            + $"  {Markup.Escape(burnt)}, {requests}");
    }

    private static IEnumerable<string> Cells(SloReport report, IEnumerable<AlertStatus> firing)
    {
        BudgetStatus status = report.Status;
        bool isGreen = status.State is BudgetState.Healthy;
        string[] met = [.. report.Alerts.Where(alert => alert.Condition == AlertCondition.Met).Select(alert => alert.Rule)];
        string[] rules = [.. met, .. firing.Select(one => one.Rule).Except(met).Select(rule => Lasting(rule, report))];
        return
        [
            Markup.Escape(status.Slo),
            Figure($"{status.Target:0.##} %"),
            Figure($"{status.Total:0}"),
            Figure($"{status.Bad:0}"),
            status.Remaining is { } remaining ? Colored(Figure($"{remaining * 100:0.0} %"), isGreen) : "-",
            report.Burn is [{ BurnRate: { } burn }, ..] ? Figure($"{burn:0.0}") : "-",
            Colored(Words.Of(status.State), isGreen),
            rules.Length == 0 ? "[green]-[/]" : $"[red]{Markup.Escape(string.Join(Environment.NewLine, rules))}[/]",
        ];
    }

    /// <summary>An alert that still fires although the condition of its rule no longer holds, or the alert of a policy.</summary>
    private static string Lasting(string rule, SloReport report) =>
        report.Alerts.Any(alert => alert.Rule == rule) ? $"{rule} (clearing)" : rule;

    private static string Figure(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Colored(string text, bool isGreen) => $"[{(isGreen ? "green" : "red")}]{Markup.Escape(text)}[/]";

    private async Task LiveAsync(LiveDisplayContext context, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, timeProvider);
        do
        {
            await TurnAsync(stoppingToken).ConfigureAwait(false);
            context.UpdateTarget(await DrawAsync(stoppingToken).ConfigureAwait(false));
        }
        while (!IsOver() && await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task PrintAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause * 5, timeProvider);
        do
        {
            console.Write(await DrawAsync(stoppingToken).ConfigureAwait(false));
            console.WriteLine();
        }
        while (!IsOver() && await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private bool IsOver()
    {
        if (timeProvider.GetUtcNow() >= _end)
        {
            lifetime.StopApplication();
        }

        return lifetime.ApplicationStopping.IsCancellationRequested;
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            switch (Console.ReadKey(intercept: true).KeyChar)
            {
                case >= '0' and <= '3' and var key:
                    faults.Current = (Fault)(key - '0');
                    break;
                case 'r':
                    await ResolveAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case 'q':
                    lifetime.StopApplication();
                    break;
            }
        }
    }
}
