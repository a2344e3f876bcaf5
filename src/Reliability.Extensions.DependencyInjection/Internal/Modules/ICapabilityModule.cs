namespace Reliability.Internal;

/// <summary>What a capability brings to a set-up: its services and workers, and the checks of its options. <c>AddReliability</c> is a list of these.</summary>
internal interface ICapabilityModule
{
    /// <summary>Registers the services and workers.</summary>
    void Register(SetupServices services);

    /// <summary>Checks the capability's own options; what is wrong is added to the problems.</summary>
    void Validate(OptionProblems problems);
}
