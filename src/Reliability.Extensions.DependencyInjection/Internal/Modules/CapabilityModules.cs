namespace Reliability.Internal;

/// <summary>All capabilities of a set-up, in the order in which their workers start; they stop in the reverse order, so that a process says last that it is gone.</summary>
internal static class CapabilityModules
{
    public static IReadOnlyList<ICapabilityModule> All { get; } =
    [
        new JobsModule(), new RecordingModule(), new ObjectivesModule(), new AlertingModule(), new ReleasesModule(), new ExperimentsModule(),
    ];
}
