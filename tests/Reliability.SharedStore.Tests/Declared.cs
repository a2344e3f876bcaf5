using Reliability.Alerting;
using Reliability.Slos;

namespace Reliability.SharedStore.Tests;

/// <summary>What the processes of these tests declare.</summary>
internal static class Declared
{
    public const string Checkout = "checkout";

    /// <summary>The one rule of every objective here: fires when less than 99 % is good, be it for one bad event.</summary>
    public static readonly PercentBelowRule Rule = new(99m, TimeSpan.FromHours(1)) { Guard = LowTrafficGuard.None };

    public static ReliabilityBuilder Objective(this ReliabilityBuilder builder, string name = Checkout, decimal target = 99.9m) =>
        builder.AddSlo(name, slo => slo.Availability(target).AlertWhen(Rule));

    /// <summary>A policy that freezes releases, and tells, when half of the budget is gone.</summary>
    public static ReliabilityBuilder Freeze(this ReliabilityBuilder builder, string name = "freeze", string slo = Checkout) =>
        builder.AddPolicy(new BudgetPolicy(name, slo, actsAt: 0.5m) { FreezesReleases = true, Notifies = true });

    public static async Task<AlertState> StateAsync(this HostedProcess process, string slo = Checkout, string setup = "") =>
        (await process.Get<IAlerts>(setup).GetCurrentAsync())
            .Where(one => one.Slo == slo && one.Rule == Rule.Name)
            .Select(one => one.State)
            .SingleOrDefault();

    public static async Task<bool> FiresAsync(this HostedProcess process, string slo = Checkout, string setup = "") =>
        await process.StateAsync(slo, setup) == AlertState.Firing;
}
