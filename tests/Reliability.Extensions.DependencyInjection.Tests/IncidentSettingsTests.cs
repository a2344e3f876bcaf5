using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class IncidentSettingsTests
{
    [Fact]
    public async Task Incidents_are_always_there_and_a_debt_item_knows_what_they_cost()
    {
        using IHost host = HostWith(new() { ["Debt:Scorer"] = "MeasuredInterest" });
        IIncidents incidents = host.Services.GetRequiredService<IIncidents>();
        incidents.Services.Should().Equal("shop");
        IncidentUpdate opened = await incidents.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Definition = new IncidentDefinition { Title = "Down" },
            By = "ada",
            Reason = "seen",
        });
        (await incidents.ListOpenAsync()).Should().ContainSingle().Which.AffectedRequests.Should().Be(0);
        IDebtRegister debt = host.Services.GetRequiredService<IDebtRegister>();
        DebtItem item = await debt.RegisterAsync(
            new DebtDefinition { Title = "No index", Impact = Level.High, Effort = Level.Low }, new() { By = "ada", Reason = "seen" });
        DebtUpdate linked = await debt.LinkAsync(
            item, DebtLink.Incident(opened.Current!.Id), new() { By = "ada", Reason = "caused it" });
        (await debt.RankAsync(linked.Current)).Score.MissingInputs.Should().BeEmpty("the incident is known");
    }

    [Fact]
    public async Task Metrics_of_improvement_are_always_there_and_read_the_action_items_of_the_application()
    {
        using IHost host = HostWith([], configureServices: services => services.AddSingleton(Tickets()));
        var improvement = host.Services.GetRequiredService<IImprovementMetrics>();
        ImprovementReport report = await improvement.GetMetricsAsync(TimeRange.Last(TimeSpan.FromDays(90)));
        report.Services.Should().Equal("shop");
        (report.TimeToImplement.Count, report.TimeToImplement.Median).Should().Be((1, TimeSpan.FromDays(1)));
        report.DeploymentFrequency.Value.Should().BeNull("no deployment was ever recorded");
    }

    [Fact]
    public void Configuration_and_code_choose_what_opens_incidents()
    {
        using IHost host = HostWith(new() { ["Incidents:OpenFromAlerts"] = "Ticket", ["Incidents:JoinWithin"] = "00:20:00" });
        AlertIncidents alerts = host.Services.GetRequiredService<AlertIncidents>();
        (alerts.MinSeverity, alerts.JoinWithin).Should().Be((AlertSeverity.Ticket, TimeSpan.FromMinutes(20)));
        using IHost other = HostWith([], r => r.OpenIncidentsFromAlerts(AlertSeverity.Page, o => o.JoinWithin = TimeSpan.FromMinutes(5)));
        other.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty).Incidents.OpenFromAlerts
            .Should().Be(AlertSeverity.Page);
        other.Services.GetRequiredService<AlertIncidents>().JoinWithin.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("Interval", "00:00:00", "Incidents:Interval: *")]
    [InlineData("JoinWithin", "2.00:00:00", "Incidents:JoinWithin: *")]
    [InlineData("OpenFromAlerts", "Wake", "*Incidents:OpenFromAlerts*")]
    [InlineData("Rotation", "00:00:00", "Incidents:Rotation: *1.00:00:00*28.00:00:00*")]
    [InlineData("Rotation", "7.12:00:00", "Incidents:Rotation: *whole days*")]
    [InlineData("RotationStart", "01/02/2024", "Incidents:RotationStart: *2024-01-01*")]
    [InlineData("WorkFrom", "9", "Incidents:WorkFrom: *09:00*")]
    [InlineData("WorkFrom", "17:00", "Incidents:WorkTo: '17:00:00' is not after 17:00:00*")]
    [InlineData("WorkTo", "08:59:59", "Incidents:WorkTo: '08:59:59' is not after 09:00:00*")]
    public void A_setting_out_of_range_stops_the_host(string setting, string value, string problem)
    {
        using IHost host = HostWith(new() { [$"Incidents:{setting}"] = value });
        FluentActions.Invoking(() => host.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty))
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainMatch(problem);
    }

    [Fact]
    public async Task Configuration_and_code_set_rotations_and_working_hours_of_the_report()
    {
        using IHost host = HostWith(new()
        {
            ["Incidents:Rotation"] = "14.00:00:00",
            ["Incidents:RotationStart"] = "2026-01-07",
            ["Incidents:WorkFrom"] = "08:30",
            ["Incidents:WorkTo"] = "00:00",
        });
        IIncidents incidents = host.Services.GetRequiredService<IIncidents>();
        IncidentReport report = await incidents.GetReportAsync(new IncidentReportQuery { Service = "shop", Periods = 1 });
        report.OnCall.Should().Be(new OnCallHours
        {
            RotationDays = 14,
            RotationStart = new DateOnly(2026, 1, 7),
            WorkFrom = new TimeOnly(8, 30),
            WorkTo = TimeOnly.MinValue,
        });
        report.Rotations.Should().OnlyContain(one => one.End - one.Start == TimeSpan.FromDays(14))
            .And.OnlyContain(one => one.Start.DayOfWeek == DayOfWeek.Wednesday);
        using IHost other = HostWith([], r => r.Configure(options => options.Incidents.WorkTo = new TimeOnly(20, 0)));
        (await other.Services.GetRequiredService<IIncidents>().GetReportAsync(new IncidentReportQuery { Service = "shop" })).OnCall
            .Should().Be(new OnCallHours { WorkTo = new TimeOnly(20, 0) });
    }

    private static IHost HostWith(
        Dictionary<string, string?> settings,
        Action<ReliabilityBuilder>? configure = null,
        Action<IServiceCollection>? configureServices = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        settings["Service"] = "shop";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddReliability(builder.Configuration, r =>
        {
            r.AddSlo("checkout", slo => slo.Availability(99.9m));
            configure?.Invoke(r);
        });
        configureServices?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Returns the tracker of an application, with one ticket that took a day.</summary>
    private static IActionSource Tickets()
    {
        DateTimeOffset created = TimeProvider.System.GetUtcNow().AddDays(-10);
        IActionSource tickets = Substitute.For<IActionSource>();
        tickets.GetActionsAsync("shop", Arg.Any<CancellationToken>()).Returns(
        [
            new ActionItem
            {
                Id = "t",
                IncidentId = "i",
                Title = "Test the failover",
                Kind = ActionKind.Prevent,
                Status = ActionStatus.Done,
                CreatedAt = created,
                ClosedAt = created.AddDays(1),
            },
        ]);
        return tickets;
    }
}
