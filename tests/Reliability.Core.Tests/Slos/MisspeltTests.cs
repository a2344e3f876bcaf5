using Microsoft.Extensions.Time.Testing;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>What was written wrongly is told, and opens nothing.</summary>
public sealed class MisspeltTests
{
    [Fact]
    public async Task A_gate_that_is_asked_about_an_unknown_service_does_not_answer()
    {
        SloDefinition[] objectives = [SloDefinition.Availability("checkout", 99m) with { Service = "shop" }];
        var budgets = new ErrorBudgets(new InMemorySeriesStore(), objectives, new FakeTimeProvider());

        const string Message = "No objective belongs to a service named 'shpo'. Services are: 'shop'.";
        var gate = new AuditedReleaseGate(budgets, new InMemoryEventLog(), timeProvider: new FakeTimeProvider());
        (await gate.Invoking(one => one.DecideAsync("shpo").AsTask()).Should().ThrowAsync<KeyNotFoundException>()).WithMessage(Message);
        (await budgets.Invoking(one => one.GetReportsAsync("shpo").AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()).WithMessage(Message);
        (await budgets.Invoking(one => one.GetStatusesAsync("shpo").AsTask())
            .Should()
            .ThrowAsync<KeyNotFoundException>()).WithMessage(Message);
        budgets.Invoking(one => one.GetObjectives("shpo")).Should().Throw<KeyNotFoundException>().WithMessage(Message);
        (await gate.DecideAsync("shop")).Evidence.Should().ContainSingle();
    }

    [Fact]
    public void An_objective_measures_one_thing()
    {
        Action twice = () => SloBuilder.Create("checkout", slo => slo.Availability(99m).Latency(TimeSpan.FromSeconds(1), 95m));
        twice.Should().Throw<InvalidOperationException>().WithMessage("Objective 'checkout' has two indicators*");
    }

    [Fact]
    public void A_name_of_spaces_is_no_name()
    {
        Action name = () => SloDefinition.Availability("  ", 99m);
        name.Should().Throw<ArgumentException>().WithMessage("A name of white space*");
        Action service = () => _ = SloDefinition.Availability("checkout", 99m) with { Service = " " };
        service.Should().Throw<ArgumentException>().WithMessage("A name of white space*");
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Europe/Berln")]
    [InlineData("")]
    public void A_zone_is_an_IANA_zone(string zone)
    {
        Action window = () => SloWindow.Calendar(CalendarPeriod.Month, zone);
        window.Should().Throw<ArgumentException>().WithMessage($"'{zone}' is not valid*IANA*");
    }
}
