namespace Reliability.Experiments;

/// <summary>How an experiment shall end.</summary>
/// <param name="Ship">The key of the variant that was decided on, the control to change nothing. It is kept, and given to nobody: see <see cref="ExperimentConclusion.Shipped"/>.</param>
/// <param name="By">Who decides, 1 to 200 characters.</param>
/// <param name="Reason">Why, 1 to 1,000 characters.</param>
/// <param name="Override">Whether to conclude whatever stands against it; what that is, is kept with who and why.</param>
public sealed record ConcludeRequest(string Ship, string By, string Reason, bool Override = false);
