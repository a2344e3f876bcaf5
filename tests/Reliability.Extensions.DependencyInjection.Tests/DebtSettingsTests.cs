using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Releases;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class DebtSettingsTests
{
    private static readonly DebtDefinition Index = new()
    {
        Title = "No index on orders",
        Impact = Level.High,
        Effort = Level.Low,
    };

    [Fact]
    public async Task The_register_is_always_there_and_debt_stops_no_release_unless_asked()
    {
        using IHost host = HostWith([]);
        IDebtRegister debt = host.Services.GetRequiredService<IDebtRegister>();
        (debt.Service, debt.Scorer.Name).Should().Be(("shop", "rank-table"));
        DebtItem item = await debt.RegisterAsync(
            Index with { DueAt = DateTimeOffset.UtcNow.AddDays(-1) }, new() { By = "ada", Reason = "seen" });
        (await debt.ListAsync()).Items.Should().ContainSingle().Which.Item.Id.Should().Be(item.Id);
        (await host.Services.GetRequiredService<IReleaseGate>().DecideAsync("shop")).Reasons
            .Should().NotContain(reason => reason.Code == DebtReleaseCheck.OverdueCode);
    }

    [Fact]
    public async Task Configuration_chooses_the_scorer_and_lets_debt_object_to_a_release()
    {
        using IHost host = HostWith(new() { ["Debt:Scorer"] = "Wsjf", ["Debt:OnOverdue"] = "Block" });
        IDebtRegister debt = host.Services.GetRequiredService<IDebtRegister>();
        debt.Scorer.Name.Should().Be("wsjf");
        await debt.RegisterAsync(Index with { DueAt = DateTimeOffset.UtcNow.AddDays(-1) }, new() { By = "ada", Reason = "seen" });
        GateDecision decision = await host.Services.GetRequiredService<IReleaseGate>().DecideAsync("shop");
        (decision.Verdict, decision.Reasons[0].Code).Should().Be((GateVerdict.Block, DebtReleaseCheck.OverdueCode));
    }

    [Fact]
    public void A_scorer_of_the_application_replaces_that_of_the_settings()
    {
        using IHost host = HostWith([], services => services.AddSingleton(DebtScorers.Weights(new DebtWeights { LowImpact = 20 })));
        host.Services.GetRequiredService<IDebtRegister>().Scorer.Name.Should().Be("weights");
    }

    [Theory]
    [InlineData("Scorer", "Unknown", "Debt:Scorer: Unknown is not valid. The value must be one of RankTable, Weights, *")]
    [InlineData("OverdueBand", "Unknown", "Debt:OverdueBand: Unknown is not valid. The value must be one of Immediately, *")]
    [InlineData("OnOverdue", "Unknown", "Debt:OnOverdue: Unknown is not valid. The value must be one of Allow, Warn, Block.")]
    [InlineData("OnExpiredAcceptance", "Stop", "*Debt:OnExpiredAcceptance*")]
    public void A_setting_that_decides_nothing_stops_the_host(string setting, string value, string problem)
    {
        using IHost host = HostWith(new() { [$"Debt:{setting}"] = value });
        FluentActions.Invoking(() => host.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty))
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainMatch(problem);
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
