namespace Reliability.Dashboard.Tests.Browser;

/// <summary>The tests that share one browser. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumGroup : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
