namespace Reliability.Internal;

/// <summary>The services, workers and option checks that a capability adds to a setup. <c>AddReliability</c> is a list of these.</summary>
internal interface ICapabilityModule
{
    /// <summary>Registers the services and workers.</summary>
    void Register(SetupServices services);

    /// <summary>Checks the options of the capability, and adds problems.</summary>
    void Validate(OptionProblems problems);
}
