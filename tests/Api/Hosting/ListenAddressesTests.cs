using Microsoft.Extensions.Configuration;
using VoxPilot.Api.Hosting;
using VoxPilot.Api.Options;

namespace VoxPilot.Api.Tests.Hosting;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://LOCALHOST", true)]
    [InlineData("http://127.0.0.1:80", true)]
    [InlineData("http://127.3.2.1:80/base", true)]
    [InlineData("https://[::1]:443", true)]
    [InlineData("http://unix:/run/voxpilot.sock", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://192.168.1.5:5080", false)]
    [InlineData("http://localhost.example.org:5080", false)]
    [InlineData("http://my-machine:5080", false)]
    public void Only_loopback_addresses_are_loopback(string address, bool loopback) => Assert.Equal(loopback, ListenAddresses.IsLoopback(address));

    [Fact]
    public void Addresses_that_others_can_reach_are_refused_by_one_sentence()
    {
        StartupException fault = Assert.Throws<StartupException>(() => ListenAddresses.Check(["http://localhost:1", "http://0.0.0.0:5080"], new()));
        Assert.Contains("http://0.0.0.0:5080", fault.Message, StringComparison.Ordinal);
        Assert.Contains("VoxPilot:AllowUnauthenticated", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Someone_may_allow_them() => ListenAddresses.Check(["http://0.0.0.0:5080"], new() { AllowUnauthenticated = true });

    [Fact]
    public void All_ways_of_configuring_an_address_are_seen()
    {
        Assert.Equal(["http://a:1", "http://b:2"], ListenAddresses.Configured(Configuration(("urls", "http://a:1; http://b:2"))));
        Assert.Equal(["http://*:8080"], ListenAddresses.Configured(Configuration(("http_ports", "8080"))));
        Assert.Equal(["http://*:7"], ListenAddresses.Configured(Configuration(("Kestrel:Endpoints:Http:Url", "http://*:7"))));
        Assert.Empty(ListenAddresses.Configured(Configuration()));
        Assert.True(ListenAddresses.IsLoopback(ServerOptions.DefaultUrl));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
}
