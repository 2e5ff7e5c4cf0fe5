package dev.spillway.controller.kubernetes.operator;

import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.PlatformManagedObject;
import java.time.Duration;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM of this machine says about itself. */
final class OtherProcess implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    @SuppressWarnings("BanJNDI") // What answers there is a process that this one started.
    OtherProcess(Process process) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            connector =
                    JMXConnectorFactory.connect(
                            new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        connection = connector.getMBeanServerConnection();
    }

    /** What its heap holds when nothing in it is garbage. */
    long heapBytes() throws IOException {
        MemoryMXBean memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Processor time since it began. */
    Duration busy() throws IOException {
        return Duration.ofNanos(
                bean(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class)
                        .getProcessCpuTime());
    }

    private <T extends PlatformManagedObject> T bean(String name, Class<T> type)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(connection, name, type);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
