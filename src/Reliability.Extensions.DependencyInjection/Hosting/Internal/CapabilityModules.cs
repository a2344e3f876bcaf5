namespace Reliability.Internal;

/// <summary>
/// All capabilities of a setup, in the order in which their workers start. They stop in the reverse order, so that the heartbeat ends last.
/// </summary>
internal static class CapabilityModules
{
    public static IReadOnlyList<ICapabilityModule> All { get; } =
    [
        new JobsModule(), new RecordingModule(), new ObjectivesModule(), new AlertingModule(), new ReleasesModule(),
        new DeploymentsModule(), new ExperimentsModule(), new TrendsModule(), new IncidentsModule(),
        new PostmortemsModule(), new DebtModule(),
    ];
}
