package org.glissade.testkit.conformance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.glissade.runtime.Device;
import org.glissade.testkit.Devices;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BackendConformanceTest {
    @TestFactory
    Stream<DynamicNode> everyDeviceFollowsTheDefinitions() {
        return Devices.names()
                .map(name -> {
                    AtomicInteger cases = new AtomicInteger();
                    Stream<DynamicNode> checks =
                            BackendConformance.of(Device.named(name)).checks().stream()
                                    .map(check ->
                                            DynamicTest.dynamicTest(
                                                    check.name(),
                                                    () -> cases.addAndGet(check.run())));
                    Stream<DynamicNode> count =
                            Stream.of(
                                    DynamicTest.dynamicTest(
                                            "count",
                                            () ->
                                                    System.out.println(
                                                            "conformance "
                                                                    + name
                                                                    + ": "
                                                                    + cases
                                                                    + " cases")));
                    return DynamicContainer.dynamicContainer(name, Stream.concat(checks, count));
                });
    }
}
