namespace Reliability.Internal;

/// <summary>The values with which libraries report in a tag that an operation was cancelled.</summary>
internal static class CancellationTypes
{
    public static IReadOnlyList<string> All { get; } =
        [typeof(OperationCanceledException).FullName!, typeof(TaskCanceledException).FullName!];
}
