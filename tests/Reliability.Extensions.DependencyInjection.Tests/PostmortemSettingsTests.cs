using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class PostmortemSettingsTests
{
    [Fact]
    public async Task A_host_of_one_service_drafts_a_postmortem_by_the_id_of_the_incident()
    {
        using IHost host = HostWith([]);
        IPostmortems postmortems = host.Services.GetRequiredService<IPostmortems>();
        IIncidents incidents = host.Services.GetRequiredService<IIncidents>();
        var change = new ChangeRequest { By = "ada", Reason = "seen" };
        Incident incident = (await incidents.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Definition = new IncidentDefinition { Title = "Down" },
            By = "ada",
            Reason = "seen",
        })).Current!;

        Postmortem draft = await postmortems.DraftAsync(incident.Id, change);
        PostmortemMarkdown.Write(draft).Should().StartWith("# Incident Postmortem: Down\n");
        (await postmortems.PlanFinalizeAsync("shop", incident.Id))!.Findings.Should().BeEmpty();
        postmortems.Policy.Should().Be(new PostmortemPolicy());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await postmortems.SetActionAsync(
            draft,
            new ActionItem { Id = "index", IncidentId = incident.Id, Title = "Add an index", Kind = ActionKind.Prevent, CreatedAt = now },
            change with { Id = "action" });
        (await host.Services.GetRequiredService<IImprovementMetrics>().GetMetricsAsync(TimeRange.Last(TimeSpan.FromDays(1))))
            .TimeToImplement.Open.Should().ContainSingle("the actions of postmortems count").Which.Id.Should().Be("index");
        (await host.Services.GetRequiredService<IReleaseGate>().DecideAsync("shop")).Reasons
            .Should().NotContain(reason => reason.Code == PostmortemReleaseCheck.OverdueCode);
    }

    [Fact]
    public async Task Configuration_sets_the_policy_and_switches_the_blameless_check_on()
    {
        using IHost host = HostWith(new()
        {
            ["Postmortems:RequiredAboveBudgetShare"] = "0.5",
            ["Postmortems:DueWithin"] = "3.00:00:00",
            ["Postmortems:Lookback"] = "30.00:00:00",
            ["Postmortems:CheckBlame"] = "true",
        });
        IPostmortems postmortems = host.Services.GetRequiredService<IPostmortems>();
        postmortems.Policy.Should().Be(new PostmortemPolicy
        {
            RequiredAboveBudgetShare = 0.5m,
            DueWithin = TimeSpan.FromDays(3),
            Lookback = TimeSpan.FromDays(30),
        });
        (await FindingsAsync(host)).Should().ContainSingle().Which.Text.Should().Be("careless");
    }

    [Fact]
    public async Task A_blameless_check_of_the_application_replaces_the_words()
    {
        using IHost host = HostWith([], services => services.AddSingleton(new BlamelessCheck(new BlameWords
        {
            Words = [new BlameWord { Phrase = "change", Suggestion = "Say which." }],
        })));
        (await FindingsAsync(host)).Should().ContainSingle().Which.Text.Should().Be("change");
    }

    [Theory]
    [InlineData("RequiredAboveBudgetShare", "-1", "Postmortems:RequiredAboveBudgetShare: *")]
    [InlineData("DueWithin", "00:00:00", "Postmortems:DueWithin: *")]
    [InlineData("Lookback", "00:00:00", "Postmortems:Lookback: *")]
    [InlineData("ReminderInterval", "00:00:01", "Postmortems:ReminderInterval: *")]
    [InlineData("OnOverdue", "Unknown", "Postmortems:OnOverdue: Unknown is not valid. *")]
    [InlineData("CheckBlame", "perhaps", "*Postmortems:CheckBlame*")]
    public void A_setting_out_of_range_stops_the_host(string setting, string value, string problem)
    {
        using IHost host = HostWith(new() { [$"Postmortems:{setting}"] = value });
        FluentActions.Invoking(() => host.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty))
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainMatch(problem);
    }

    private static async Task<IReadOnlyList<BlameFinding>> FindingsAsync(IHost host)
    {
        IPostmortems postmortems = host.Services.GetRequiredService<IPostmortems>();
        Incident incident = (await host.Services.GetRequiredService<IIncidents>().OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Definition = new IncidentDefinition { Title = "A careless change" },
            By = "ada",
            Reason = "seen",
        })).Current!;
        await postmortems.DraftAsync(incident.Id, new ChangeRequest { By = "ada", Reason = "seen" });
        return (await postmortems.PlanFinalizeAsync("shop", incident.Id))!.Findings;
    }

    private static IHost HostWith(Dictionary<string, string?> settings, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        settings["Service"] = "shop";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddReliability(builder.Configuration, r => r.AddSlo("checkout", slo => slo.Availability(99.9m)));
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
